// Turns :shortcodes: into characters; a shortcode it does not know stays as it was typed.

const TABLE = `
smile 😄 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rofl 🤣 sweat_smile 😅 wink 😉 blush 😊 slightly_smiling_face 🙂
upside_down_face 🙃 heart_eyes 😍 star-struck 🤩 sunglasses 😎 thinking_face 🤔 neutral_face 😐 expressionless 😑 unamused 😒
face_with_rolling_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 worried 😟 slightly_frowning_face 🙁 white_frowning_face ☹️ confused 😕
cry 😢 sob 😭 angry 😠 rage 😡 scream 😱 fearful 😨 cold_sweat 😰 disappointed 😞 tired_face 😫 sleeping 😴 sleepy 😪 exploding_head 🤯
face_with_monocle 🧐 nerd_face 🤓 partying_face 🥳 hugging_face 🤗 shushing_face 🤫 zipper_mouth_face 🤐 mask 😷 skull 💀 robot_face 🤖
thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎 ok_hand 👌 clap 👏 raised_hands 🙌 pray 🙏 wave 👋 muscle 💪 handshake 🤝 point_right 👉
point_left 👈 point_up 👆 point_down 👇 raised_hand ✋ hand ✋ crossed_fingers 🤞 writing_hand ✍️ eyes 👀 brain 🧠 ear 👂 speaking_head_in_silhouette 🗣️
bust_in_silhouette 👤 busts_in_silhouette 👥 technologist 🧑‍💻 firefighter 🧑‍🚒 detective 🕵️ shrug 🤷 facepalm 🤦 runner 🏃
heart ❤️ broken_heart 💔 orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 sparkling_heart 💖
fire 🔥 sparkles ✨ star ⭐ star2 🌟 boom 💥 zap ⚡ tada 🎉 confetti_ball 🎊 gift 🎁 trophy 🏆 medal 🏅 crown 👑 gem 💎 rocket 🚀 100 💯
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ heavy_plus_sign ➕ heavy_minus_sign ➖
warning ⚠️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑 rotating_light 🚨 sos 🆘 exclamation ❗ heavy_exclamation_mark ❗ question ❓ grey_question ❔
grey_exclamation ❕ bangbang ‼️ interrobang ⁉️ information_source ℹ️ construction 🚧 beginner 🔰 recycle ♻️ infinity ♾️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 large_purple_circle 🟣 white_circle ⚪ black_circle ⚫
large_red_square 🟥 large_orange_square 🟧 large_yellow_square 🟨 large_green_square 🟩 large_blue_square 🟦 white_large_square ⬜ black_large_square ⬛
small_red_triangle 🔺 small_red_triangle_down 🔻 large_orange_diamond 🔶 large_blue_diamond 🔷 small_blue_diamond 🔹 small_orange_diamond 🔸
arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrow_forward ▶️ fast_forward ⏩ rewind ⏪
double_vertical_bar ⏸️ black_square_for_stop ⏹️ arrows_counterclockwise 🔄 repeat 🔁 leftwards_arrow_with_hook ↩️ arrow_right_hook ↪️
bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣 telephone_receiver 📞 phone ☎️ telephone ☎️ pager 📟 email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥
outbox_tray 📤 package 📦 speech_balloon 💬 thought_balloon 💭 left_speech_bubble 🗨️ memo 📝 pencil 📝 pencil2 ✏️ clipboard 📋 page_facing_up 📄
page_with_curl 📃 bookmark 🔖 bookmark_tabs 📑 books 📚 book 📖 notebook 📓 ledger 📒 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️
pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 scissors ✂️ lock 🔒 unlock 🔓 key 🔑 mag 🔍 mag_right 🔎 bulb 💡 wrench 🔧 hammer 🔨
hammer_and_wrench 🛠️ gear ⚙️ shield 🛡️ scales ⚖️ balance_scale ⚖️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊
calendar 📆 date 📅 spiral_calendar_pad 🗓️ clock1 🕐 clock2 🕑 clock3 🕒 clock4 🕓 clock5 🕔 clock6 🕕 clock9 🕘 clock12 🕛 alarm_clock ⏰ stopwatch ⏱️
timer_clock ⏲️ hourglass ⌛ hourglass_flowing_sand ⏳ watch ⌚ computer 💻 desktop_computer 🖥️ iphone 📱 battery 🔋 satellite 🛰️ satellite_antenna 📡
moneybag 💰 dollar 💵 credit_card 💳 money_with_wings 💸 briefcase 💼 office 🏢 house 🏠 hospital 🏥 ambulance 🚑 fire_engine 🚒 police_car 🚓
airplane ✈️ ship 🚢 anchor ⚓ checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️ globe_with_meridians 🌐 earth_americas 🌎 earth_africa 🌍
sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ ocean 🌊 new_moon 🌑 full_moon 🌕 seedling 🌱 evergreen_tree 🌲 four_leaf_clover 🍀 coffee ☕ tea 🍵
pizza 🍕 cake 🍰 beers 🍻 bug 🐛 ant 🐜 bee 🐝 turtle 🐢 snail 🐌 dog 🐶 cat 🐱 ghost 👻 ladder 🪜 compass 🧭 test_tube 🧪 stethoscope 🩺 adhesive_bandage 🩹
lower_left_ballpoint_pen 🖊️ label 🏷️ ticket 🎫 dart 🎯 game_die 🎲 jigsaw 🧩 thread 🧵 wastebasket 🗑️ door 🚪 baby 👶 new 🆕 free 🆓 up 🆙 ok 🆗
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ keycap_ten 🔟 a 🅰️ b 🅱️ tm ™️
us 🇺🇸 flag-us 🇺🇸 gb 🇬🇧 flag-gb 🇬🇧 de 🇩🇪 flag-de 🇩🇪 fr 🇫🇷 flag-fr 🇫🇷
`;

const words = TABLE.trim().split(/\s+/);
const CHARACTERS = new Map();
for (let index = 0; index < words.length; index += 2) CHARACTERS.set(words[index], words[index + 1]);

/** The character for a name, or null. */
export const emojiFor = (name) => CHARACTERS.get(name.replace(/::skin-tone-\d$/, "")) ?? null;

/** Replace every known shortcode in a text. */
export const withEmoji = (text) =>
  text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g, (whole, name) => emojiFor(name) ?? whole);

/** What the quick reactions offer. */
export const QUICK_REACTIONS = ["eyes", "white_check_mark", "raised_hands"];
